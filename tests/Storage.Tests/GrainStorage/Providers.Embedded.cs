namespace OrleansOrders.Storage.Tests;

partial class Providers
{
    static Dictionary<string, Provider.Factory> Engine => [];
}
