namespace OrleansOrders.RabbitMq;

/// <summary>AMQP topic matching: words are separated by dots, <c>*</c> matches one word, <c>#</c> any number of words.</summary>
static class TopicPattern
{
    public static bool Matches(string pattern, string key)
    {
        if (pattern == key || pattern == "#") return true;
        return pattern.AsSpan().ContainsAny('*', '#') && Matches(pattern.Split('.'), key.Split('.'));
    }

    static bool Matches(ReadOnlySpan<string> pattern, ReadOnlySpan<string> words)
    {
        if (pattern.IsEmpty) return words.IsEmpty;
        if (pattern[0] == "#") return Matches(pattern[1..], words) || (!words.IsEmpty && Matches(pattern, words[1..]));
        return !words.IsEmpty && (pattern[0] == "*" || pattern[0] == words[0]) && Matches(pattern[1..], words[1..]);
    }
}
