namespace OrleansOrders.Cli;

/// <summary>A reply of the server, possibly a refusal.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The received body.</param>
/// <param name="RetryAfter">When to retry, as stated by the server.</param>
sealed record Answer(int Status, string Body, TimeSpan? RetryAfter = null)
{
    public bool IsSuccess => Status is >= 200 and < 300;
}
