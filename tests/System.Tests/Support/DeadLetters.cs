namespace OrleansOrders.SystemTests;

/// <summary>Reads the queue <c>dlq</c> empty, and knows which of its messages a test has asked for.</summary>
public sealed class DeadLetters(BrokerClient broker)
{
    const string Queue = "dlq";

    readonly List<BrokerMessage> _all = [];
    readonly HashSet<string> _expected = [];

    /// <summary>Waits for the message with this id.</summary>
    public async Task<BrokerMessage> WaitForAsync(string messageId)
    {
        _expected.Add(messageId);
        var all = await Eventually.Async(AllAsync, letters => letters.Any(letter => letter.MessageId == messageId), $"{messageId} is in the {Queue}");
        return Assert.Single(all, letter => letter.MessageId == messageId);
    }

    /// <summary>What nobody has asked for, each in a line.</summary>
    public async Task<IReadOnlyList<string>> UnexpectedAsync() =>
    [
        .. from letter in await AllAsync()
           where !_expected.Contains(letter.MessageId)
           select $"{letter.MessageId} from {letter.Header("x-origin-queue")}: {letter.Header("x-reason")}, {letter.Header("x-error")}",
    ];

    async Task<IReadOnlyList<BrokerMessage>> AllAsync()
    {
        _all.AddRange(await broker.TakeAllAsync(Queue));
        return _all;
    }
}
