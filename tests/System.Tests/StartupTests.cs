namespace OrleansOrders.SystemTests;

/// <summary>A failed start prints one clear line without secrets and returns an exit code.</summary>
public sealed class StartupTests
{
    static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    [ServerTheory]
    [InlineData("Password", "not-the-password", "refused the password of user")]
    [InlineData("Database", "nowhere", "has no database 'nowhere'")]
    [InlineData("Target Session Attributes", "primary", "Target Session Attributes")]
    public async Task A_connection_string_that_does_not_connect_is_one_line(string keyword, string value, string said)
    {
        await using var database = await TestDatabase.CreateAsync();
        var wrong = new Npgsql.NpgsqlConnectionStringBuilder(database.ConnectionString) { [keyword] = value };

        await RefusedAsync(Options(wrong.ConnectionString), said, wrong.Password!);
    }

    [ServerFact]
    public async Task A_wrong_password_of_the_broker_is_one_line()
    {
        await using var database = await TestDatabase.CreateAsync();
        var broker = new UriBuilder(Servers.Addresses.RabbitMq) { Password = "not-the-password" };

        await RefusedAsync(Options(database.ConnectionString) with { RabbitMq = broker.Uri.AbsoluteUri }, "refuses the user name or password", "not-the-password");
    }

    [ServerFact]
    public async Task After_a_start_with_the_clock_ahead_the_same_port_can_be_used_again()
    {
        await using var database = await TestDatabase.CreateAsync();
        var options = Options(database.ConnectionString);
        var silo = FreePort.Find();
        options = options with { Environment = new Dictionary<string, string> { ["Cluster__SiloPort"] = silo.ToString(System.Globalization.CultureInfo.InvariantCulture) } };
        await using (var ahead = await AppProcess.StartAsync(options)) await ahead.KillAsync();
        Assert.Equal(1, await database.ScalarAsync<long>("with ahead as (update cluster_member set generation = generation + 3600 returning 1) select count(*) from ahead"));

        await using var app = await AppProcess.StartAsync(options);

        Assert.Equal(1, await database.ScalarAsync<long>(
            "select count(*) from cluster_member where status = 3 and generation = (select max(generation) from cluster_member) and generation > (select max(generation) from cluster_member where status = 6)"));
    }

    [ServerFact]
    public async Task A_proxy_that_pools_transactions_is_one_line()
    {
        await using var database = await TestDatabase.CreateAsync();
        var target = new Npgsql.NpgsqlConnectionStringBuilder(database.ConnectionString);
        await using var proxy = new SessionSharingProxy(target.Host!, target.Port, SessionSharingProxy.Sharing.LastUsedFirst);
        target.Port = proxy.Port;

        await RefusedAsync(Options(target.ConnectionString), "pool_mode=session", target.Password!);
    }

    [ServerTheory]
    [InlineData("Payments__FailureRate", "2", "FailureRate")]
    [InlineData("Holds__Timeout", "00:00:00", "Timeout")]
    [InlineData("Reconciler__BatchSize", "0", "BatchSize")]
    [InlineData("Roles", "silo,shop", "Roles names 'shop'")]
    [InlineData("Roles", ",", "Roles is empty")]
    [InlineData("Cluster__Address", "here", "Cluster:Address is 'here'")]
    [InlineData("Cluster__SiloPort", "70000", "SiloPort")]
    [InlineData("Cluster__DirectoryCacheSize", "999", "DirectoryCacheSize")]
    [InlineData("Cluster__ResponseTimeout", "00:00:00", "ResponseTimeout", "api")]
    [InlineData("Storage__Provider", "Paper", "Storage:Provider is 'Paper'")]
    [InlineData("Catalog__File", "/nowhere/catalog.json", "/nowhere/catalog.json")]
    public async Task A_setting_that_cannot_be_is_one_line_that_names_it(string name, string value, string named, string roles = RunningSystem.AllRoles)
    {
        await using var database = await TestDatabase.CreateAsync();
        var options = Options(database.ConnectionString) with { Roles = roles, Environment = new Dictionary<string, string> { [name] = value } };

        await RefusedAsync(options, named, new Npgsql.NpgsqlConnectionStringBuilder(database.ConnectionString).Password!);
    }

    [ServerFact]
    public async Task Asked_to_stop_while_it_waits_for_the_database_it_ends_in_good_order()
    {
        await using var database = await TestDatabase.CreateAsync();
        var target = new Npgsql.NpgsqlConnectionStringBuilder(database.ConnectionString);
        await using var proxy = new TcpProxy(target.Host!, target.Port);
        proxy.Hold();
        target.Port = proxy.Port;
        await using var app = AppProcess.Launch(Options(target.ConnectionString));
        await Eventually.Async(() => proxy.Links > 0, "it connects");

        Assert.Equal(0, await app.StopAsync());
        Assert.DoesNotContain("   at ", app.Output, StringComparison.Ordinal);
    }

    internal static AppOptions Options(string postgres) => new() { Postgres = postgres, RabbitMq = Servers.Addresses.RabbitMq };

    internal static async Task RefusedAsync(AppOptions options, string said, string secret)
    {
        await using var app = AppProcess.Launch(options);

        Assert.Equal(1, await app.WaitForExitAsync(Deadline));
        Assert.Single(app.Output.Split('\n'), line => line.Contains(said, StringComparison.Ordinal));
        Assert.DoesNotContain(secret, app.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", app.Output, StringComparison.Ordinal);
    }
}
