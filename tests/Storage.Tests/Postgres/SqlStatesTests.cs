using System.Text.RegularExpressions;
using Npgsql;

namespace OrleansOrders.Storage.Tests;

public sealed partial class SqlStatesTests
{
    [Fact]
    public void The_document_says_of_every_state_what_it_means()
    {
        var rows = Rows().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "database.md"))).Select(row => (State: row.Groups["state"].Value, Meaning: row.Groups["meaning"].Value)).ToList();

        Assert.Equal(Enum.GetNames<PostgresTrouble>().Order(), rows.Select(row => row.Meaning).Distinct().Order());
        Assert.All(rows, row => Assert.Equal((row.State, row.Meaning), (row.State, SqlStates.Of(Error(row.State.PadRight(5, '0'))).ToString())));
    }

    [Fact]
    public void An_error_that_ends_the_connection_is_the_servers_whatever_it_is_called() =>
        Assert.Equal(PostgresTrouble.Server, SqlStates.Of(new PostgresException("", "FATAL", "FATAL", PostgresErrorCodes.SerializationFailure)));

    [Fact]
    public void An_outgrown_plan_is_told_from_other_things_that_the_server_does_not_support()
    {
        var outgrown = new PostgresException("", "ERROR", "ERROR", PostgresErrorCodes.FeatureNotSupported, routine: "RevalidateCachedQuery");

        Assert.Equal(PostgresTrouble.Session, SqlStates.Of(outgrown));
        Assert.Equal(PostgresTrouble.Statement, SqlStates.Of(Error(PostgresErrorCodes.FeatureNotSupported)));
    }

    static PostgresException Error(string state) => new("", "ERROR", "ERROR", state);

    [GeneratedRegex(@"^\| `(?<state>[0-9A-Z]{2,5})`[^|]*\|[^|]*\| (?<meaning>[A-Z][a-z]+) \|", RegexOptions.Multiline)]
    private static partial Regex Rows();
}
