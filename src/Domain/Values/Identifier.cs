using System.Buffers;

namespace OrleansOrders.Domain;

/// <summary>The rule for ids that appear in routing keys, grain keys and URLs: <c>[A-Za-z0-9][A-Za-z0-9._:@+-]{0,63}</c>.</summary>
public static class Identifier
{
    /// <summary>Maximum length of an id, in characters.</summary>
    public const int MaxLength = 64;

    /// <summary>The rule in words, for error messages.</summary>
    public const string Rule = "must be 1 to 64 characters of A-Z a-z 0-9 . _ : @ + - and start with a letter or digit";

    static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:@+-");

    /// <summary>Whether <paramref name="text"/> follows <see cref="Rule"/>.</summary>
    public static bool IsValid(ReadOnlySpan<char> text) =>
        text.Length is >= 1 and <= MaxLength && char.IsAsciiLetterOrDigit(text[0]) && !text.ContainsAnyExcept(Allowed);
}
