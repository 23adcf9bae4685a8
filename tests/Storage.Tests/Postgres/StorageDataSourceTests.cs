using System.Globalization;
using Npgsql;

namespace OrleansOrders.Storage.Tests;

/// <summary>Connection strings with several hosts.</summary>
public sealed class StorageDataSourceTests
{
    [Theory]
    [InlineData("Host=a,b", "read-write", 2)]
    [InlineData("Host=a,b;Target Session Attributes=primary;Host Recheck Seconds=7", "primary", 7)]
    [InlineData("Host=a", null, 10)]
    public void Of_several_hosts_the_one_that_takes_writes_is_used_unless_the_string_says_something_else(string connectionString, string? target, int seconds)
    {
        using var dataSource = StorageDataSource.Create(connectionString);
        var settings = new NpgsqlConnectionStringBuilder(dataSource.ConnectionString);

        Assert.Equal((target, seconds), (settings.TargetSessionAttributes, settings.HostRecheckSeconds));
    }

    [Theory]
    [InlineData("Host=a;Target Session Attributes=primary;Password=topsecret", "Target Session Attributes")]
    [InlineData("Username=u;Password=topsecret", "names no Host")]
    [InlineData("Host=x;Passwrd=topsecret", "cannot be read")]
    [InlineData("Host=a:port;Password=topsecret", "cannot be read")]
    [InlineData("Host=a,b;Target Session Attributes=best;Password=topsecret", "cannot be read")]
    public void A_string_that_cannot_be_used_is_one_line_without_its_password(string connectionString, string said)
    {
        var refusal = Assert.Throws<StorageUnavailableException>(() => StorageDataSource.Create(connectionString));

        Assert.Contains(said, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("topsecret", refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_connection_string_says_stands_and_its_password_is_not_shown()
    {
        using var dataSource = StorageDataSource.Create("Host=x;Username=u;Password=topsecret;Maximum Pool Size=7;Options=-c geqo=off");
        var settings = new NpgsqlConnectionStringBuilder(dataSource.ConnectionString);
        Assert.Equal((7, 15), (settings.MaxPoolSize, settings.CommandTimeout));
        Assert.EndsWith("-c geqo=off", settings.Options, StringComparison.Ordinal);
        Assert.DoesNotContain("topsecret", dataSource.ConnectionString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hosts_that_are_all_out_of_reach_are_named()
    {
        var hosts = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{FreePort.Find()},127.0.0.1:{FreePort.Find()}");

        Assert.StartsWith($"PostgreSQL at {hosts} cannot be reached: ", await Refused($"Host={hosts}"), StringComparison.Ordinal);
    }

    [ServerFact]
    public async Task Hosts_of_which_none_is_what_is_asked_for_are_named()
    {
        var server = new NpgsqlConnectionStringBuilder(Servers.Addresses.Postgres);
        var hosts = string.Create(CultureInfo.InvariantCulture, $"{server.Host}:{server.Port},{server.Host}:{server.Port}");
        (server.Host, server.TargetSessionAttributes) = (hosts, "standby");

        Assert.Equal($"No host of PostgreSQL at {hosts} matches Target Session Attributes=standby.", await Refused(server.ConnectionString));
    }

    static async Task<string> Refused(string connectionString)
    {
        await using var dataSource = StorageDataSource.Create(connectionString);
        return (await Assert.ThrowsAsync<StorageUnavailableException>(() => PooledTransactions.Refuse(dataSource, default))).Message;
    }
}
