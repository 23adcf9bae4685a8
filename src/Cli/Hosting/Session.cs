using System.Text.Json.Serialization.Metadata;

namespace OrleansOrders.Cli;

/// <summary>One run of one command.</summary>
sealed class Session(CliHost host, OrdersClient client, bool json)
{
    public CliHost Host => host;

    public OrdersClient Client => client;

    public bool Json => json;

    public Screen Screen { get; } = new(host);

    public LocalMemory Memory { get; } = LocalMemory.Of(host);

    /// <summary>Shows a reply or the reason of a refusal.</summary>
    /// <param name="code">The exit code of a reply that is not a refusal; default <see cref="ExitCodes.Done"/>.</param>
    public int Report<T>(Answer answer, JsonTypeInfo<T> type, Action<T> render, Func<T, int>? code = null)
    {
        if (!answer.IsSuccess) return Refuse(answer);
        var value = client.Read(answer, type);
        if (json) Screen.Verbatim(answer.Body);
        else render(value);
        return code?.Invoke(value) ?? ExitCodes.Done;
    }

    /// <summary>Writes the reason of a refusal to stderr.</summary>
    public int Refuse(Answer answer)
    {
        if (json && answer.Body.Length > 0) Screen.Verbatim(answer.Body);
        foreach (var line in ProblemText.Of(answer, client.Server)) Screen.Note(line);
        return answer.Status switch
        {
            404 => ExitCodes.NotFound,
            >= 500 => ExitCodes.ServerAway,
            _ => ExitCodes.Refused,
        };
    }

    /// <summary>The customer: the given one, which is remembered, or the remembered one.</summary>
    public string? Customer(string? said)
    {
        if (said is null) return Memory.Customer;
        Memory.Remember(said);
        return said;
    }
}
