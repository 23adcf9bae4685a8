namespace OrleansOrders.Bench;

/// <summary>What happens beside plain orders.</summary>
/// <param name="Duplicates">The share of posts that are sent a second time, 0 to 1.</param>
/// <param name="Cancels">The share of orders that their customer withdraws at once, 0 to 1.</param>
sealed record Mix(double Duplicates, double Cancels)
{
    public static Mix Plain { get; } = new(0, 0);

    public bool Duplicate(int number) => Spread(number, 7) < Duplicates;

    public bool Cancel(int number) => Spread(number, 13) < Cancels;

    // The same orders in every run.
    static double Spread(int number, int salt) => new Random(number * 31 + salt).NextDouble();
}
