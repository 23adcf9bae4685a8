namespace OrleansOrders.Messaging;

/// <summary>What the topology says about an exchange and a key.</summary>
internal static class Routes
{
    static readonly Dictionary<string, string[]> PatternsByExchange = BrokerTopology.Exchanges.ToDictionary(
        exchange => exchange.Name,
        exchange => BrokerTopology.Bindings.Where(binding => binding.Exchange == exchange.Name).Select(binding => binding.Pattern).ToArray());

    /// <summary>Publishing to an exchange that does not exist would close the channel for everyone on it.</summary>
    public static bool IsKnown(string exchange) => exchange == Exchanges.Default || PatternsByExchange.ContainsKey(exchange);

    /// <summary>A queue of ours must take it, so it is published mandatory. What only outsiders listen to may go nowhere.</summary>
    public static bool IsOurs(string exchange, string routingKey)
    {
        if (exchange == Exchanges.Default)
            return true;
        foreach (var pattern in PatternsByExchange[exchange])
        {
            if (TopicPattern.Matches(pattern, routingKey))
                return true;
        }

        return false;
    }
}
