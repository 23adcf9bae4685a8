namespace OrleansOrders.House.Tests.Scripts;

/// <summary>The commands check their options before they build or start anything, and pass them on.</summary>
public sealed class OptionTests : IDisposable
{
    readonly ScriptSandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData("run.sh --bogus", "unknown option '--bogus'")]
    [InlineData("run.sh --port x", "--port needs a number, not 'x'")]
    [InlineData("run.sh --port", "--port needs a value")]
    [InlineData("run.sh --port=70000", "--port must be between 1 and 65535, not 70000")]
    [InlineData("run.sh --roles silo,cook", "unknown role 'cook': there are silo, api and bridge")]
    [InlineData("run.sh --silos many", "--silos needs a number, not 'many'")]
    [InlineData("run.sh --silos=08", "--silos needs a number, not '08'")]
    [InlineData("run.sh --silos 3 --apis=0", "--apis must be between 1 and 20, not 0")]
    [InlineData("run.sh --roles silo --bridges 2", "--roles is for one process; --silos, --apis and --bridges give each process its own")]
    [InlineData("chaos.sh --moon", "unknown option '--moon'")]
    [InlineData("chaos.sh --minutes", "--minutes needs a value")]
    [InlineData("chaos.sh --minutes=a", "--minutes needs a whole number, not 'a'")]
    [InlineData("chaos.sh --seed -1", "--seed needs a whole number, not '-1'")]
    [InlineData("simulate.sh --moon", "unknown option '--moon'")]
    [InlineData("simulate.sh --seeds", "--seeds needs a value")]
    [InlineData("simulate.sh --seeds 1.5", "--seeds needs a whole number, not '1.5'")]
    [InlineData("simulate.sh --seed 1 --keep a", "--keep needs numbers with commas between them, not 'a'")]
    [InlineData("simulate.sh --mutants --seeds 3", "--mutants takes no other option")]
    [InlineData("bench.sh --moon", "unknown option '--moon'")]
    [InlineData("test.sh --moon", "unknown option '--moon'")]
    public async Task A_wrong_option_is_refused_in_one_line(string command, string error)
    {
        var words = command.Split(' ');

        var result = await _sandbox.RunAsync(words[0], words[1..]);

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(["error: " + error], result.Errors);
        Assert.False(Directory.Exists(Path.Combine(_sandbox.Folder, "artifacts")) || Directory.Exists(Path.Combine(_sandbox.Folder, ".run")), result.Messages);
    }

    [PrivateServerFact]
    public async Task Chaos_gets_its_options_and_its_exit_code_is_the_commands()
    {
        // Nothing is installed for a test.
        _sandbox.Write("bin/apt-get", "#!/bin/sh\nexit 1\n", executable: true);

        var result = await _sandbox.RunAsync("chaos.sh", ["--hostile", "--minutes", "2", "--seed=7"], ("FAKE_CHAOS_CODE", "1"));

        Assert.Equal(("chaos: --hostile --minutes 2 --seed=7", 1), (result.LastLine, result.ExitCode));
    }
}
