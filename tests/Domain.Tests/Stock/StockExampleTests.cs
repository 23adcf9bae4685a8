namespace OrleansOrders.Domain.Tests.Stock;

/// <summary>The ways of a hold and of an adjustment, one sentence each.</summary>
public sealed class StockExampleTests
{
    readonly StockModel _item = new(StockRules.Real);

    [Theory]
    [InlineData("A hold takes from what is available", "adjust x 5, reserve o1 3", "- -", "5 2 3")]
    [InlineData("A release gives back what was taken", "adjust x 5, reserve o1 3, release o1 3", "- - -", "5 5 0")]
    [InlineData("The last units go to one order", "adjust x 5, reserve o1 3, reserve o2 3", "- - Insufficient", "5 2 3")]
    [InlineData("A repeated reserve is granted also when nothing is left", "adjust x 5, reserve o1 5, reserve o1 5", "- - -", "5 0 5")]
    [InlineData("A reserve that comes after its release is refused", "adjust x 5, release o1 3, reserve o1 3", "- - HoldReleased", "5 5 0")]
    [InlineData("An item that nobody received is unknown", "reserve o1 1, adjust x -1, adjust x 0", "UnknownSku UnknownSku UnknownSku", "")]
    [InlineData("A release does not make an unknown item known", "release o1 1, reserve o2 1", "- UnknownSku", "")]
    [InlineData("A repeated release gives back once", "adjust x 5, reserve o1 3, release o1 3, release o1 3", "- - - -", "5 5 0")]
    [InlineData("An adjustment counts once", "adjust x 5, adjust x 5", "- -", "5 5 0")]
    [InlineData("An adjustment with the id of another is refused", "adjust x 5, adjust x 7", "- AdjustmentExists", "5 5 0")]
    [InlineData("A count that is repeated is answered as before", "set x 5, adjust y 2, set x 5", "- - -", "7 7 0")]
    [InlineData("Nobody writes off what is taken", "adjust x 5, reserve o1 3, adjust y -3", "- - Insufficient", "5 2 3")]
    [InlineData("A count is recorded as the adjustment that leads to it", "adjust x 5, reserve o1 3, set y 10, adjust y 8", "- - - -", "13 10 3")]
    [InlineData("A count of nothing makes an item known", "set x 0, reserve o1 1", "- Insufficient", "0 0 0")]
    [InlineData("There is a most that an item counts", "adjust x 1000000000000, reserve o1 1, adjust y 1", "- - TooLarge", "1000000000000 999999999999 1")]
    [InlineData("There is a most that an item counts, however much is added", "adjust x 1000000000000, reserve o1 1, adjust y 9223372036854775807", "- - TooLarge", "1000000000000 999999999999 1")]
    [InlineData("There is a most that an item counts, also with what is taken", "adjust x 1000000000000, reserve o1 1, set y 1000000000000", "- - TooLarge", "1000000000000 999999999999 1")]
    [InlineData("No count is below nothing", "adjust x 5, set y -1", "- Insufficient", "5 5 0")]
    [InlineData("No adjustment leads below nothing", "adjust x 5, adjust y -6", "- Insufficient", "5 5 0")]
    public void The_commands_are_answered_so_and_leave_this_stock(string sentence, string commands, string answers, string receivedAvailableTaken)
    {
        var refusals = commands.Split(", ").Select(text => _item.Work(Read(text.Split(' '))));
        Assert.True(answers == string.Join(' ', refusals.Select(refusal => refusal?.ToString() ?? "-")), sentence);

        var item = _item.Item;
        Assert.Equal(receivedAvailableTaken, item.Exists ? $"{item.Received} {item.Available} {item.Taken}" : "");
    }

    static StockCommand Read(string[] words) => words[0] switch
    {
        "reserve" => new StockCommand.Reserve(OrderId.Parse(words[1]), Units(words)),
        "release" => new StockCommand.Release(OrderId.Parse(words[1]), Units(words)),
        "adjust" => new StockCommand.Adjust(AdjustmentId.Parse(words[1]), Number(words)),
        "set" => new StockCommand.SetAvailable(AdjustmentId.Parse(words[1]), Number(words)),
        _ => throw new ArgumentException(words[0], nameof(words)),
    };

    static int Units(string[] words) => (int)Number(words);

    static long Number(string[] words) => long.Parse(words[2], System.Globalization.CultureInfo.InvariantCulture);
}
