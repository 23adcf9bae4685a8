namespace OrleansOrders.Bench;

/// <summary>Processor seconds of everything that takes part.</summary>
/// <param name="App">The processes that are measured.</param>
/// <param name="Broker">RabbitMQ.</param>
/// <param name="Database">PostgreSQL with all its processes.</param>
/// <param name="Generator">The load generator itself.</param>
readonly record struct CpuUse(double App, double Broker, double Database, double Generator)
{
    /// <summary>All but the generator.</summary>
    public double System => App + Broker + Database;

    /// <summary>Microseconds an order.</summary>
    public CpuUse PerOrder(long orders) => new(App * 1e6 / orders, Broker * 1e6 / orders, Database * 1e6 / orders, Generator * 1e6 / orders);

    public static CpuUse operator -(CpuUse later, CpuUse earlier) =>
        new(later.App - earlier.App, later.Broker - earlier.Broker, later.Database - earlier.Database, later.Generator - earlier.Generator);
}
