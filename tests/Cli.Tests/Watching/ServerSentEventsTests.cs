using System.Text;

namespace OrleansOrders.Cli.Tests;

public sealed class ServerSentEventsTests
{
    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public async Task Blocks_are_read_with_any_line_ending(string end)
    {
        var blocks = await Read("retry: 10|id: 1||: comment|event: x|data:a|data: b|id:2||data||".Replace("|", end, StringComparison.Ordinal));

        Assert.Equal(
            [
                new ServerSentEvents.Block("1", null, TimeSpan.FromMilliseconds(10)),
                new ServerSentEvents.Block("2", "a\nb", null),
                new ServerSentEvents.Block(null, "", null),
            ],
            blocks);
    }

    [Theory]
    [InlineData("id: 1\ndata: a\n")]
    [InlineData("id: 1\ndata: a")]
    [InlineData("id: 1")]
    public async Task What_a_cut_leaves_unfinished_is_no_block(string text) => Assert.Empty(await Read(text));

    [Theory]
    [InlineData("data: ", "")]
    [InlineData("", "data: a\n")]
    public async Task A_line_or_an_event_without_an_end_is_a_cut(string start, string more)
    {
        using var stream = new EndlessStream(start, more.Length == 0 ? "a" : more);
        var blocks = ServerSentEvents.Read(stream, TimeSpan.FromMinutes(1), TimeProvider.System, CancellationToken.None);
        await Assert.ThrowsAsync<IOException>(async () => await blocks.FirstAsync());
    }

    [Fact]
    public async Task A_large_event_is_read_and_so_is_a_line_end_between_two_reads()
    {
        var large = new string('a', ServerSentEvents.MostCharacters / 2);
        var blocks = await Read($"data: {large}\r\n\r\ndata: {large}\r\n\r\n: {new string('b', 4096)}\r\n\r\n");
        Assert.Equal([large, large, null], blocks.Select(block => block.Data));
    }

    static async Task<List<ServerSentEvents.Block>> Read(string text)
    {
        var blocks = new List<ServerSentEvents.Block>();
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        await foreach (var block in ServerSentEvents.Read(stream, TimeSpan.FromSeconds(10), TimeProvider.System, CancellationToken.None)) blocks.Add(block);
        return blocks;
    }

    /// <summary>Says one thing for ever.</summary>
    sealed class EndlessStream(string start, string more) : MemoryStream
    {
        const long Most = 16 * ServerSentEvents.MostCharacters;

        readonly byte[] _more = Encoding.UTF8.GetBytes(more);
        readonly byte[] _start = Encoding.UTF8.GetBytes(start);
        long _said;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            for (var i = 0; i < buffer.Length; i++, _said++) buffer.Span[i] = _said < _start.Length ? _start[_said] : _more[(_said - _start.Length) % _more.Length];
            return ValueTask.FromResult(_said < Most ? buffer.Length : throw new InvalidOperationException("It reads for ever."));
        }
    }
}
