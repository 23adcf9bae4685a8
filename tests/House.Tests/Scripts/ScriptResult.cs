namespace OrleansOrders.House.Tests.Scripts;

sealed record ScriptResult(int ExitCode, string Output, string Messages)
{
    public string LastLine => Output.TrimEnd('\n').Split('\n')[^1];

    public string[] Errors => [.. Messages.Split('\n').Where(line => line.StartsWith("error: ", StringComparison.Ordinal))];
}
