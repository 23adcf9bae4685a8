using System.Text.Json;
using System.Text.Json.Nodes;

namespace OrleansOrders.Chaos;

/// <summary>Writes an order as one or another kind of client would. What is said is the same.</summary>
static class Dialects
{
    static readonly string[] Customers = ["customer_id", "user_id", "student_id", "customer_email"];
    static readonly string[] Skus = ["sku", "item_id"];
    static readonly string[] Quantities = ["quantity", "qty"];

    public static byte[] Write(Asked order, Random random)
    {
        var (sku, quantity) = (Skus[random.Next(2)], Quantities[random.Next(2)]);
        var fields = new JsonObject { [Customers[random.Next(Customers.Length)]] = order.CustomerId };
        if (order.OrderId is not null) fields["order_id"] = order.OrderId;
        if (order.Token is not null) fields["payment_token"] = order.Token;
        if (order.Lines is [var only] && random.Next(2) == 0)
        {
            (fields["item"], fields[quantity], fields["price"]) = (only.Sku, only.Quantity, only.Price);
        }
        else
        {
            fields["items"] = new JsonArray([.. order.Lines.Select(line => new JsonObject { [sku] = line.Sku, [quantity] = line.Quantity, ["price"] = line.Price })]);
        }

        return JsonSerializer.SerializeToUtf8Bytes<JsonNode>(random.Next(4) == 0 && order.OrderId is not null ? new JsonObject { ["type"] = "OrderPlaced", ["data"] = fields } : fields);
    }
}
