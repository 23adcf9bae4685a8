namespace OrleansOrders.RabbitMq;

/// <summary>Spreads texts over places, the same text always to the same place: in every process and at every time.</summary>
internal static class Affinity
{
    /// <summary>From 0 to <paramref name="places"/> - 1.</summary>
    public static int Of(string text, int places)
    {
        // FNV-1a: ids that differ in one digit go to different places, and nothing here is worth more.
        var hash = 2166136261;
        foreach (var letter in text)
            hash = (hash ^ letter) * 16777619;
        return (int)(hash % (uint)places);
    }
}
