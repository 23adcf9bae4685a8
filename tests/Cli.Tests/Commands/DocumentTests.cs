using System.CommandLine;
using System.CommandLine.Help;
using System.Text.RegularExpressions;

namespace OrleansOrders.Cli.Tests;

/// <summary><c>docs/cli.md</c> says what the command does.</summary>
public sealed partial class DocumentTests : IDisposable
{
    readonly LiveText _nothing = new();

    static string Document => File.ReadAllText(Path.Combine(Repository.Root, "docs", "cli.md"));

    [Fact]
    public void The_document_lists_every_command_with_every_option_and_no_other() =>
        Assert.Equal(Commands(Root).Order(StringComparer.Ordinal), Described(Document).Order(StringComparer.Ordinal));

    [Fact]
    public void The_document_lists_every_exit_code() =>
        Assert.Equal(ExitCodes.All, Codes().Matches(Document).Select(match => (int.Parse(match.Groups["code"].Value, null), match.Groups["meaning"].Value)));

    [Fact]
    public void What_is_missing_in_a_document_is_found()
    {
        Assert.DoesNotContain("orders audit --grace SECONDS", Described(Document.Replace("`--grace SECONDS`", "", StringComparison.Ordinal)));
        Assert.Contains("orders audit --grace SECONDS", Described(Document));
    }

    [Fact]
    public void Every_command_and_option_is_explained_by_its_help()
    {
        foreach (var command in Tree(Root))
        {
            Assert.False(string.IsNullOrWhiteSpace(command.Description), command.Name);
            Assert.All(command.Options, option => Assert.False(string.IsNullOrWhiteSpace(option.Description), option.Name));
        }
    }

    public void Dispose() => _nothing.Dispose();

    RootCommand Root => OrdersCommand.Create(new CliHost
    {
        Out = _nothing, Error = _nothing, OutIsTerminal = false, IsInteractive = false, Variable = _ => null, HandlesSignals = false,
    });

    static IEnumerable<Command> Tree(Command command) => command.Subcommands.SelectMany(Tree).Prepend(command);

    static IEnumerable<string> Commands(RootCommand root) => Tree(root)
        .SelectMany(command => command.Options
            .Where(option => option is not HelpOption and not VersionOption)
            .Select(option => $"{CommandPath.Of(command)} {option.Name} {option.HelpName}".TrimEnd())
            .Concat(command is RootCommand ? [] : [CommandPath.Of(command)]));

    // The options under the heading that is no command's are those of the root.
    static IEnumerable<string> Described(string document)
    {
        var command = "orders";
        foreach (Match match in HeadingsAndOptions().Matches(document))
        {
            if (match.Groups["command"] is { Success: true, Value: var path }) yield return command = path;
            else yield return $"{command} {match.Groups["option"].Value}";
        }
    }

    [GeneratedRegex(@"^## `(?<command>orders[^`]*)`|^\| `(?<option>--[^`]+)` \|", RegexOptions.Multiline)]
    private static partial Regex HeadingsAndOptions();

    [GeneratedRegex(@"^\| (?<code>\d+) \| (?<meaning>[^|]+) \|", RegexOptions.Multiline)]
    private static partial Regex Codes();
}
