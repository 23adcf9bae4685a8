using OrleansOrders.Testing;

namespace OrleansOrders.House.Tests.Scripts;

public sealed class ChaosCommandTests : IDisposable
{
    readonly ScriptSandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [PrivateServerFact]
    public async Task It_builds_the_program_hands_over_its_options_and_ends_as_it_ends()
    {
        var result = await _sandbox.RunAsync("chaos.sh", ["--minutes", "2", "--seed=7"], ("FAKE_CHAOS_CODE", "1"));

        Assert.Equal(("chaos: --minutes 2 --seed=7", 1), (result.LastLine, result.ExitCode));
    }

    [PrivateServerFact]
    public async Task Hostile_traffic_is_asked_for_by_an_option()
    {
        // Nothing is installed for a test.
        _sandbox.Write("bin/apt-get", "#!/bin/sh\nexit 1\n", executable: true);
        var result = await _sandbox.RunAsync("chaos.sh", ["--hostile", "--minutes", "2"]);

        Assert.Equal(("chaos: --hostile --minutes 2", 0), (result.LastLine, result.ExitCode));
    }

    [PrivateServerFact]
    public async Task A_build_that_fails_ends_it()
    {
        var result = await _sandbox.RunAsync("chaos.sh", [], ("FAKE_BROKEN_BUILD", "yes"));

        Assert.Equal(("", 1), (result.Output, result.ExitCode));
        Assert.Contains("the build failed", result.Messages, StringComparison.Ordinal);
    }
}
