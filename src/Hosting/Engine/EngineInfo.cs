namespace OrleansOrders.Hosting;

sealed record EngineInfo(string Name) : IEngineInfo;
