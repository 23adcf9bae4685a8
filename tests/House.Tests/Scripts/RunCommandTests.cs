using System.Net;
using System.Net.Sockets;

namespace OrleansOrders.House.Tests.Scripts;

public sealed class RunCommandTests : IDisposable
{
    readonly ScriptSandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task A_port_that_is_taken_is_said_before_anything_is_built()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        var result = await _sandbox.RunAsync("run.sh", ["--detach", $"--port={port}"]);
        Assert.Equal([$"error: port {port} on 127.0.0.1 is taken by another program: choose another with --port N"], result.Errors);
        Assert.Equal(1, result.ExitCode);
        Assert.False(Directory.Exists(Path.Combine(_sandbox.Folder, "artifacts")));
    }

    [Fact]
    public async Task A_missing_sdk_is_one_line()
    {
        var result = await DetachAsync(("FAKE_NO_SDK", "yes"));
        Assert.Equal(["error: the .NET SDK 10 is missing or does not work (found: 9.0.100): install it from https://dotnet.microsoft.com/download"], result.Errors);
        Assert.Equal(1, result.ExitCode);
    }

    [Fact]
    public async Task What_the_application_says_when_it_cannot_start_is_the_error()
    {
        var result = await DetachAsync(("FAKE_COMPLAINT", "PostgreSQL refuses the password of 'orders'."));
        Assert.Equal(["error: PostgreSQL refuses the password of 'orders'."], result.Errors);
        Assert.Equal(1, result.ExitCode);
        Assert.False(File.Exists(Path.Combine(_sandbox.Folder, ".run", "orders.pid")));
    }

    [Fact]
    public async Task A_given_broker_that_cannot_be_reached_is_one_line()
    {
        var port = FreePort.Find();
        var result = await DetachAsync(("ConnectionStrings__RabbitMq", $"amqp://u:p@127.0.0.1:{port}/v"));
        Assert.Equal([$"error: RabbitMQ at 127.0.0.1:{port} (ConnectionStrings__RabbitMq) cannot be reached"], result.Errors);
        Assert.Equal(1, result.ExitCode);
    }

    [Fact]
    public async Task A_cluster_whose_silo_cannot_start_says_why_and_leaves_nothing_running()
    {
        var result = await _sandbox.RunAsync(
            "run.sh", ["--detach", $"--port={FreePort.Find()}", "--silos=2"], ("FAKE_COMPLAINT", "PostgreSQL refuses the password of 'orders'."));
        Assert.Equal(["error: PostgreSQL refuses the password of 'orders'."], result.Errors);
        Assert.Equal(1, result.ExitCode);
        Assert.Empty(Directory.GetFiles(Path.Combine(_sandbox.Folder, ".run"), "*.pid"));
    }

    [Theory]
    [InlineData("Development", HttpStatusCode.OK)]
    [InlineData("Development", HttpStatusCode.Unauthorized)]
    [InlineData("Staging", HttpStatusCode.OK, "ASPNETCORE_ENVIRONMENT")]
    [InlineData("Staging", HttpStatusCode.OK, "DOTNET_ENVIRONMENT")]
    public async Task The_banner_says_where_the_dashboard_is(string environment, HttpStatusCode dashboard, string? variable = null)
    {
        var (result, port) = await StartAsync(dashboard, environment, variable is null ? [] : [(variable, environment)]);
        Assert.Contains($"  HTTP        http://127.0.0.1:{port}  ", result.Messages, StringComparison.Ordinal);
        Assert.Contains($"  Dashboard   http://127.0.0.1:{port}/dashboard\n", result.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_banner_is_silent_about_a_dashboard_that_is_off()
    {
        var (result, _) = await StartAsync(HttpStatusCode.NotFound, "Production", [("DOTNET_ENVIRONMENT", "Production")]);
        Assert.DoesNotContain("dashboard", result.Messages, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task It_builds_again_only_when_a_source_changed()
    {
        Assert.Contains("Building …", (await DetachAsync()).Messages, StringComparison.Ordinal);
        Assert.DoesNotContain("Building", (await DetachAsync()).Messages, StringComparison.Ordinal);
        var source = _sandbox.Write("src/Silo/Program.cs", "changed");
        File.SetLastWriteTimeUtc(source, File.GetLastWriteTimeUtc(Path.Combine(_sandbox.Folder, "artifacts", "run.stamp")).AddSeconds(1));
        Assert.Contains("Building", (await DetachAsync()).Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_build_shows_the_errors_of_the_compiler()
    {
        var result = await DetachAsync(("FAKE_BROKEN_BUILD", "yes"));
        Assert.Contains("X.cs(1,1): error CS1002: ; expected", result.Messages, StringComparison.Ordinal);
        Assert.Single(result.Errors, error => error.StartsWith("error: the build failed", StringComparison.Ordinal));
        Assert.Equal(1, result.ExitCode);
    }

    [Fact]
    public async Task Status_and_stop_of_what_never_ran_say_so()
    {
        var status = await _sandbox.RunAsync("run.sh", ["status"]);
        Assert.Equal(("application: not running\n", 1), (status.Output, status.ExitCode));
        Assert.Equal(0, (await _sandbox.RunAsync("run.sh", ["stop"])).ExitCode);
    }

    // Starts what is ready at once, in the environment that is expected.
    async Task<(ScriptResult Result, int Port)> StartAsync(HttpStatusCode dashboard, string environment, (string, string)[] given)
    {
        var port = FreePort.Find();
        var run = _sandbox.RunAsync("run.sh", ["--detach", $"--port={port}"], [("FAKE_START", "yes"), .. given]);
        var started = Path.Combine(_sandbox.Folder, "started");
        await Eventually.Async(() => File.Exists(started), "the application is started");
        using var application = new FakeApplication(port, dashboard);
        var result = await run;
        await _sandbox.RunAsync("run.sh", ["stop"]);
        Assert.Equal((environment + "\n", 0), (await File.ReadAllTextAsync(started), result.ExitCode));
        return (result, port);
    }

    Task<ScriptResult> DetachAsync(params (string, string)[] environment) =>
        _sandbox.RunAsync("run.sh", ["--detach", $"--port={FreePort.Find()}"], environment);
}
