using Microsoft.Extensions.Primitives;

namespace OrleansOrders.Api.Tests;

public sealed class PreferHeaderTests
{
    static readonly TimeSpan Max = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("wait=5", 5)]
    [InlineData("respond-async, WAIT = 7", 7)]
    [InlineData("wait=\"3\"; foo=bar", 3)]
    [InlineData("wait=0", 0)]
    [InlineData("wait=31", 30)]
    [InlineData("wait=99999999999999999999", 30)]
    [InlineData("wait=2, wait=9", 2)]
    public void A_wait_is_understood(string header, int seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), PreferHeader.Wait(header, Max));

    [Theory]
    [InlineData("")]
    [InlineData("respond-async")]
    [InlineData("wait")]
    [InlineData("wait=")]
    [InlineData("wait=-1")]
    [InlineData("wait=1.5")]
    [InlineData("wait=soon")]
    [InlineData("waiting=5")]
    public void What_is_no_wait_is_ignored(string header) => Assert.Null(PreferHeader.Wait(header, Max));

    [Fact]
    public void Several_headers_are_one_list() => Assert.Equal(TimeSpan.FromSeconds(4), PreferHeader.Wait(new StringValues(["respond-async", "wait=4"]), Max));

    [Fact]
    public void No_header_is_no_wait() => Assert.Null(PreferHeader.Wait(default, Max));
}
