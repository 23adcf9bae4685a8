using Microsoft.Extensions.Configuration;

namespace OrleansOrders.Silo.Tests;

public sealed class HealthCommandTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Theory]
    [InlineData("http://127.0.0.1:5001", "http://127.0.0.1:5001/")]
    [InlineData("http://+:5001", "http://127.0.0.1:5001/")]
    [InlineData("http://*:80;https://*:443", "http://127.0.0.1/")]
    [InlineData("http://0.0.0.0:8080/", "http://127.0.0.1:8080/")]
    [InlineData("http://[::]:5001", "http://127.0.0.1:5001/")]
    public void It_asks_where_the_server_listens(string urls, string asked) => Assert.Equal(asked, HealthCommand.AddressOf(urls).AbsoluteUri);

    [Fact]
    public async Task Its_exit_code_says_whether_the_process_is_ready()
    {
        var ready = await Run(host.Client.BaseAddress!.AbsoluteUri);
        host.GrainsHealth.Trouble = "not_connected";
        var unavailable = await Run(host.Client.BaseAddress!.AbsoluteUri);

        Assert.Equal((0, 1), (ready, unavailable));
    }

    [Fact]
    public async Task Where_nobody_listens_it_fails() => Assert.Equal(1, await Run($"http://127.0.0.1:{Testing.FreePort.Find()}"));

    static Task<int> Run(string urls) => HealthCommand.Run(new ConfigurationBuilder().AddInMemoryCollection([new("urls", urls)]).Build());
}
