namespace OrleansOrders.Hosting;

/// <summary>What the grains run on; the composition root says it.</summary>
interface IEngineInfo
{
    /// <summary><c>embedded</c> or <c>orleans</c>.</summary>
    string Name { get; }
}
