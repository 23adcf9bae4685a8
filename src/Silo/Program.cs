using OrleansOrders.Silo;

return await OrdersProcess.Run(args, OrdersHost.Build);
