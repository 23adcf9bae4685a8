using System.CommandLine;
using OrleansOrders.Bench;

return await BenchCommand.Create().Parse(args).InvokeAsync();
