using System.Text;

namespace OrleansOrders.Cli.Tests;

public sealed class LimitedStreamTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("data: a\n")]
    public async Task A_block_without_an_end_is_a_cut(string forever)
    {
        await using var stream = Guarded(_ => forever);
        var read = 0;
        await Assert.ThrowsAsync<IOException>(async () =>
        {
            while (read <= 2 * LimitedStream.LongestBlock) read += await stream.ReadAsync(new byte[4096]);
        });
        Assert.InRange(read, LimitedStream.LongestBlock - 4096, LimitedStream.LongestBlock);
    }

    [Fact]
    public async Task Blocks_together_may_be_longer_than_one_may_be()
    {
        var block = $"data: {new string('a', 3000)}\n\n";
        await using var stream = Guarded(read => block[(read % 2 * 1500)..(1500 + (read % 2 * (block.Length - 1500)))]);
        for (var rest = 2 * LimitedStream.LongestBlock; rest > 0;)
        {
            var read = await stream.ReadAsync(new byte[4096]);
            Assert.NotEqual(0, read);
            rest -= read;
        }
    }

    [Fact]
    public async Task Only_a_read_after_whole_blocks_is_between_blocks()
    {
        string[] pieces = ["id: 1\n\n", "id: 2\n", "data: a\n\nid: 3", "\ndata: b\n\n", ""];
        await using var stream = Guarded(read => pieces[read]);
        List<int> between = [];
        var reads = 0;
        stream.BetweenBlocks = () => between.Add(reads);
        for (; reads < pieces.Length; reads++) _ = await stream.ReadAsync(new byte[4096]);
        Assert.Equal([0, 1, 4], between);
    }

    static LimitedStream Guarded(Func<int, string> piece) => new(new Pieces(piece), TimeSpan.FromMinutes(1), TimeProvider.System);

    /// <summary>Gives one piece for each read.</summary>
    sealed class Pieces(Func<int, string> piece) : MemoryStream
    {
        int _reads;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(Encoding.UTF8.GetBytes(piece(_reads++), buffer.Span));
    }
}
