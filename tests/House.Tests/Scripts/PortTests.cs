namespace OrleansOrders.House.Tests.Scripts;

/// <summary>The ports that scripts give to servers and processes.</summary>
public sealed class PortTests : IDisposable
{
    readonly ScriptSandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    // Without its meaning RANDOM is a variable like others, so that always the same port is looked at: 20000 + 7 * 32769 % 12000.
    [Theory]
    [InlineData("""printf 'B=%s\n' "$(free_port none)" """, "B=21383\n", 0)]
    [InlineData("""echo OTHER=21383 >taken; free_port taken""", "", 1)]
    [InlineData("""echo OTHER=21384 >taken; free_port taken""", "21383\n", 0)]
    public async Task A_port_that_stands_in_the_settings_is_not_given_again(string script, string output, int code) =>
        Assert.Equal((output, code), await RunAsync("unset RANDOM; RANDOM=7; " + script));

    [Theory]
    [InlineData("A=25000\nB=25001\n", "25001\n")]
    [InlineData("A=21383\nB=21383\n", "")]
    [InlineData("A=25000\nB=25000\n", "21383\n")]
    public async Task A_port_is_kept_unless_it_stands_there_twice(string settings, string output)
    {
        _sandbox.Write("ports", settings);
        Assert.Equal(output, (await RunAsync("unset RANDOM; RANDOM=7; kept_port ports B")).Output);
    }

    async Task<(string Output, int Code)> RunAsync(string script)
    {
        var path = _sandbox.Write("ask.sh", "#!/usr/bin/env bash\nset -uo pipefail\ncd \"${BASH_SOURCE[0]%/*}\"\n. scripts/lib/common.sh\nport_is_taken() { false; }\n" + script + "\n", executable: true);
        var start = new System.Diagnostics.ProcessStartInfo("bash", [path]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = System.Diagnostics.Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        await errors;
        return (output, process.ExitCode);
    }
}
