namespace OrleansOrders.Cli.Tests;

public sealed class StockTests : CliTest
{
    [Fact]
    public async Task All_items_are_listed()
    {
        Server.On("GET /inventory", Samples.Items("next", Samples.Item("burger", 1000), Samples.Item("pizza")));

        var run = await Ends(ExitCodes.Done, "stock --limit 2");
        Assert.Equal("?limit=2", Server.Request.Query);
        Assert.Matches(@"ITEM +AVAILABLE +RESERVED +SOLD *\nburger +1000 +2 +3 *\npizza +10 +2 +3 *\n", run.Out);
        Assert.Contains("--cursor next", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_available_is_set()
    {
        Server.On("PUT /inventory/burger", Samples.Item("burger", 37));
        await Ends(ExitCodes.Done, "stock burger --set 37");
        Assert.Equal("""{"available":37}""", Server.Request.Body);
    }

    [Fact]
    public async Task An_adjustment_is_sent_under_its_id()
    {
        Server.On("POST /inventory/burger/adjustments", Samples.Item("burger"));
        await Ends(ExitCodes.Done, "stock burger --adjust -5 --adjustment-id d-1");
        Assert.Equal("""{"adjustment_id":"d-1","delta":-5}""", Server.Request.Body);
    }

    [Fact]
    public async Task An_adjustment_without_an_id_gets_one_that_is_told()
    {
        Server.On("POST /inventory/burger/adjustments", Samples.Item("burger"));
        var run = await Cli.Run("stock", "burger", "--adjust", "5");
        var id = System.Text.Json.JsonDocument.Parse(Server.Request.Body).RootElement.GetProperty("adjustment_id").GetString();
        Assert.Contains($"--adjustment-id {id}", run.Error, StringComparison.Ordinal);
    }
}
