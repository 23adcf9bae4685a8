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

    static async Task<List<ServerSentEvents.Block>> Read(string text)
    {
        var blocks = new List<ServerSentEvents.Block>();
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        await foreach (var block in ServerSentEvents.Read(stream, TimeSpan.FromSeconds(10), TimeProvider.System, CancellationToken.None)) blocks.Add(block);
        return blocks;
    }
}
