using System.Text;

namespace OrleansOrders.Cli;

/// <summary>Throws <see cref="OutputException"/> if a write fails, so that the failure is distinct from all others.</summary>
sealed class CheckedWriter(TextWriter writer) : TextWriter
{
    public override Encoding Encoding => writer.Encoding;

    public override void Write(char value) => Checked(() => writer.Write(value));

    public override void Write(char[] buffer, int index, int count) => Checked(() => writer.Write(buffer, index, count));

    public override void Write(string? value) => Checked(() => writer.Write(value));

    public override void Flush() => Checked(writer.Flush);

    static void Checked(Action write)
    {
        try
        {
            write();
        }
        catch (IOException e)
        {
            throw new OutputException(e.Message.TrimEnd('.'));
        }
    }
}
