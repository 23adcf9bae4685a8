using Spectre.Console;

namespace OrleansOrders.Cli;

/// <summary>Writes replies to stdout, in colour and wrapped on a terminal, plain if redirected; writes notes to stderr.</summary>
sealed class Screen(CliHost host)
{
    // Lines are not wrapped if the output is redirected.
    const int PlainWidth = 10_000;

    /// <summary>The terminal, for prompts.</summary>
    public IAnsiConsole Console { get; } = host.OutIsTerminal ? AnsiConsole.Console : Plain(host.Out);

    /// <summary>One JSON document unchanged; on a terminal, control characters are escaped.</summary>
    public void Verbatim(string json)
    {
        host.Out.Write(host.OutIsTerminal ? PlainText.Json(json) : json);
        if (!json.EndsWith('\n')) host.Out.WriteLine();
    }

    public void Line(string text) => host.Out.WriteLine(PlainText.OneLine(text));

    public void Block(string text) => host.Out.WriteLine(PlainText.Lines(text));

    /// <summary>A note on stderr.</summary>
    public void Note(string text) => host.Error.WriteLine("orders: " + PlainText.OneLine(text));

    /// <summary>A line with one coloured word.</summary>
    public void Status(string before, string status, string after = "")
    {
        Console.Write(new Text(PlainText.OneLine(before)));
        Console.Write(new Text(PlainText.OneLine(status), StyleOf(status)));
        Console.Write(new Text(PlainText.OneLine(after)));
        Console.WriteLine();
    }

    public void Table(string[] headings, IEnumerable<string?[]> rows)
    {
        var table = new Table { Border = TableBorder.None };
        foreach (var heading in headings) table.AddColumn(new TableColumn(new Text(heading, new Style(decoration: Decoration.Bold))));
        foreach (var row in rows) table.AddRow(row.Select(cell => new Text(PlainText.OneLine(cell ?? ""), StyleOf(cell))));
        Console.Write(table);
    }

    static IAnsiConsole Plain(TextWriter writer)
    {
        var console = AnsiConsole.Create(new()
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = PlainWidth;
        return console;
    }

    static Style StyleOf(string? word) => word switch
    {
        Order.Confirmed or "order.confirmed" or "clean" => new Style(Color.Green),
        Order.Failed or "order.failed" or "violated" => new Style(Color.Red),
        Order.Cancelled or "order.cancelled" => new Style(Color.Yellow),
        _ => Style.Plain,
    };
}
