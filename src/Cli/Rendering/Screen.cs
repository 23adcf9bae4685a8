using Spectre.Console;

namespace OrleansOrders.Cli;

/// <summary>Where answers go: stdout, in colour and as wide as it is on a terminal, plain where it is redirected; notes go to stderr.</summary>
sealed class Screen(CliHost host)
{
    // No line is broken where no person reads.
    const int PlainWidth = 10_000;

    /// <summary>The terminal, for prompts.</summary>
    public IAnsiConsole Console { get; } = host.OutIsTerminal ? AnsiConsole.Console : Plain(host.Out);

    /// <summary>One JSON document as it came; on a terminal with escapes for what would steer it.</summary>
    public void Verbatim(string json)
    {
        host.Out.Write(host.OutIsTerminal ? PlainText.Json(json) : json);
        if (!json.EndsWith('\n')) host.Out.WriteLine();
    }

    public void Line(string text) => host.Out.WriteLine(PlainText.OneLine(text));

    public void Block(string text) => host.Out.WriteLine(PlainText.Lines(text));

    /// <summary>For the person, not for the pipe.</summary>
    public void Note(string text) => host.Error.WriteLine("orders: " + PlainText.OneLine(text));

    /// <summary>A line with one word in the colour of its meaning.</summary>
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
