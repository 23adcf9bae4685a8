using OrleansOrders.Drills;

return await DrillCommand.Create().Parse(args).InvokeAsync();
