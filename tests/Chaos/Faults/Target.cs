namespace OrleansOrders.Chaos;

/// <summary>The parts that fail.</summary>
enum Target
{
    Application,
    Broker,
    Database,
}
