using System.Text.Json;

namespace OrleansOrders.Cli;

/// <summary>Refusals for a person: one line, and one more for each wrong field.</summary>
static class ProblemText
{
    public static IEnumerable<string> Of(Answer answer, Uri server)
    {
        var problem = Parse(answer.Body);
        yield return answer.Status >= 500 ? Failure(answer, problem, server) : Refusal(answer, problem, server);
        foreach (var error in problem?.Errors ?? []) yield return $"  {error.Field}: {error.Message}";
    }

    static string Refusal(Answer answer, Problem? problem, Uri server) => problem?.Title is { } title
        ? Join(title + (problem.Code is { } code ? $" ({code})" : ""), problem.Detail)
        : FormattableString.Invariant($"{server} answered {answer.Status}, and not as an order server does.");

    static string Failure(Answer answer, Problem? problem, Uri server) => Join(
        FormattableString.Invariant($"{server} answered {answer.Status}: {problem?.Title ?? "no reason given"}"),
        problem?.Detail,
        problem?.TraceId is { } trace ? $"Its log tells more under {trace}" : null,
        answer.RetryAfter is { } after ? FormattableString.Invariant($"Try again in {after.TotalSeconds:0} s") : "Try again later");

    static string Join(params string?[] sentences) => string.Join(' ', sentences.Where(sentence => sentence is not null).Select(sentence => sentence!.TrimEnd('.') + "."));

    static Problem? Parse(string body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, CliJson.Default.Problem);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
