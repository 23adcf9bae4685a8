namespace OrleansOrders.Cli;

/// <summary>What the server answered, a refusal or not.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The body as it came.</param>
/// <param name="RetryAfter">When to ask again, as the server said it.</param>
sealed record Answer(int Status, string Body, TimeSpan? RetryAfter = null)
{
    public bool IsSuccess => Status is >= 200 and < 300;
}
