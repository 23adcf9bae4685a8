using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace OrleansOrders.Silo.Tests;

/// <summary>Every section is validated before the process starts.</summary>
public sealed class SettingsTests
{
    [Theory]
    [InlineData("Api:MaxWait", "00:06:00", "must be between 00:00:00 and 00:05:00.")]
    [InlineData("Cluster:ClusterId", "", "is required.")]
    [InlineData("Cluster:DirectoryCacheSize", "999", "must be between 1000 and 10000000.")]
    [InlineData("Cluster:ResponseTimeout", "00:00:00", "must be between 00:00:06 and 00:05:00.")]
    [InlineData("Cluster:SiloPort", "70000", "must be between 0 and 65535.")]
    [InlineData("DeadLetters:MaxLetters", "0", "must be between 1 and 50000.")]
    [InlineData("Drain:Delay", "00:03:00", "must be between 00:00:00 and 00:02:00.")]
    [InlineData("Health:Timeout", "00:00:00", "must be between 00:00:00.0100000 and 00:01:00.")]
    [InlineData("Holds:Timeout", "31.00:00:00", "must be between 00:00:01 and 30.00:00:00.")]
    [InlineData("Http:MaxConnections", "15", "must be between 16 and 1000000.")]
    [InlineData("Inventory:LowThreshold", "-1", "must be between 0 and 1000000000000.")]
    [InlineData("Notifications:Buffer", "0", "must be between 1 and 10000.")]
    [InlineData("Payments:FailureRate", "1.5", "must be between 0 and 1.")]
    [InlineData("Payments:Mode", "7", "is invalid.")]
    [InlineData("RabbitMq:RetryDelayFactor", "0.5", "must be between 1 and 10.")]
    [InlineData("RateLimits:Burst", "0", "must be between 1 and 1000000.")]
    [InlineData("Reconciler:BatchSize", "0", "must be between 1 and 10000.")]
    [InlineData("Storage:MaxConnections", "3", "must be between 4 and 200.")]
    [InlineData("Storage:GroupCommit:Writes:Loops", "0", "must be between 1 and 16.")]
    [InlineData("Storage:Stock:Loads:MaxItems", "5001", "must be between 1 and 5000.")]
    public async Task A_value_out_of_range_is_one_line_that_names_the_setting(string setting, string value, string rule) =>
        Assert.Equal($"A setting is out of range: {setting} {rule}", await Refusal($"--{setting}={value}"));

    [Fact]
    public async Task The_defaults_are_valid() => Assert.Null(await Record.ExceptionAsync(() => Start([])));

    [Fact]
    public async Task A_value_of_another_type_is_one_line_that_names_the_setting()
    {
        var line = await Refusal("--Cluster:SiloPort=abc");
        Assert.StartsWith("A setting cannot be read: ", line, StringComparison.Ordinal);
        Assert.Contains("'abc' at 'Cluster:SiloPort'", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--Roles=,", "Roles is empty;")]
    [InlineData("--Cluster:Address=here", "A setting is out of range: Cluster:Address is 'here';")]
    [InlineData("--ConnectionStrings:RabbitMq=", "A setting is out of range: No broker given: set ConnectionStrings:RabbitMq ")]
    public async Task What_cannot_be_is_one_line(string argument, string line) => Assert.StartsWith(line, await Refusal(argument), StringComparison.Ordinal);

    static async Task<string?> Refusal(string argument) => StartupErrors.Describe(await Assert.ThrowsAnyAsync<Exception>(() => Start([argument])));

    static async Task Start(string[] args)
    {
        await using var app = OrdersHost.Build(["--ConnectionStrings:Postgres=Host=127.0.0.1", "--ConnectionStrings:RabbitMq=amqp://127.0.0.1", .. args]);
        app.Services.GetRequiredService<IStartupValidator>().Validate();
    }
}
