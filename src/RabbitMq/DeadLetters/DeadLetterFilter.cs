namespace OrleansOrders.RabbitMq;

/// <summary>Which dead letters are meant; what is null does not matter.</summary>
public sealed record DeadLetterFilter(string? Queue = null, string? Reason = null, string? Error = null)
{
    public bool Matches(DeadLetter letter)
    {
        ArgumentNullException.ThrowIfNull(letter);
        return (Queue is null || Queue == letter.Queue) && (Reason is null || Reason == letter.Reason) && (Error is null || Error == letter.Error);
    }
}
