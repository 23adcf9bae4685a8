namespace OrleansOrders.Contracts.Tests;

/// <summary>A JSON object that is no order: every wrong field is named, and nothing else.</summary>
public sealed class BadFieldTests
{
    [Theory]
    [InlineData("{}", "customer_id required", "items required")]
    [InlineData("""{"customer_id":null,"items":null}""", "customer_id required", "items required")]
    [InlineData("""{"customer_id":"c","items":[]}""", "items empty")]
    [InlineData("""{"customer_id":"c","items":{}}""", "items wrong_type")]
    [InlineData("""{"customer_id":"c","items":"burger"}""", "items wrong_type")]
    [InlineData("""{"customer_id":"c","items":[7,null,[],"x",true]}""", "items[0] wrong_type", "items[1] wrong_type", "items[2] wrong_type", "items[3] wrong_type", "items[4] wrong_type")]
    [InlineData("""{"customer_id":"c","items":[{}]}""", "items[0].sku required", "items[0].quantity required")]
    [InlineData("""{"customer_id":"c","item":"burger"}""", "quantity required")]
    [InlineData("""{"customer_id":"c","qty":2}""", "items required")]
    [InlineData("""{"customer_id":"c","item":{"sku":"a"},"qty":2}""", "item wrong_type")]
    [InlineData("""{"customer_id":"c","item":"a","qty":2,"items":[{"sku":"a","quantity":2}]}""", "item conflict")]
    [InlineData("""{"order_id":7,"customer_id":true,"currency":1,"payment_token":[],"items":[{"sku":1,"quantity":"2","price":"3"}]}""",
        "order_id wrong_type", "customer_id wrong_type", "payment_token wrong_type", "currency wrong_type",
        "items[0].sku wrong_type", "items[0].quantity wrong_type", "items[0].price wrong_type")]
    [InlineData("""{"customer_id":"c","user_id":"d","item":"a","qty":1}""", "user_id conflict")]
    [InlineData("""{"customer_id":"c","items":[{"sku":"a","item_id":"b","quantity":1,"qty":2}]}""", "items[0].item_id conflict", "items[0].qty conflict")]
    // Found by fuzzing: comparing two spellings threw at an exponent of ten digits and more.
    [InlineData("""{"customer_id":"c","items":[{"sku":"a","quantity":1e4001000000,"qty":999}]}""", "items[0].qty conflict")]
    [InlineData("""{"customer_id":"c","items":[{"sku":"a","quantity":7,"qty":-1e-4001000000}]}""", "items[0].qty conflict")]
    [InlineData("""{"customer_id":{"a":1e4001000000},"user_id":{"a":1},"item":"a","qty":1}""", "user_id conflict")]
    [InlineData("""{"customer_id":"c","item":"a","qty":1,"quantity":1.00000000000000000000000000000000001}""", "qty conflict")]
    [InlineData("""{"customer_id":"c","amount":-1}""", "amount out_of_range")]
    [InlineData("""{"customer_id":"c","amount":"10"}""", "amount wrong_type")]
    [InlineData("""{"customer_id":"c","amount":1000000000.01}""", "amount out_of_range")]
    [InlineData("""{"customer_id":"c","amount":5,"items":[{"sku":"a","quantity":2,"price":3}]}""", "amount conflict")]
    [InlineData("""{"customer_id":"c","amount":1.5,"currency":"JPY"}""", "amount too_many_decimals")]
    [InlineData("""{"data":{"items":[{"sku":"*","quantity":0}]}}""", "data.customer_id required", "data.items[0].sku invalid", "data.items[0].quantity out_of_range")]
    [InlineData("""{"order_id":"a","data":{"order_id":"b","customer_id":"c","item":"i","qty":1}}""", "order_id conflict")]
    [InlineData("""{"data":[],"payload":"x","order":1}""", "customer_id required", "items required")]
    [InlineData("""{"data":{"data":{"customer_id":"c","item":"i","qty":1}}}""", "data.customer_id required", "data.items required")]
    [InlineData("""{"Customer_Id":"c","ITEMS":[]}""", "customer_id required", "items required")]
    public void Every_wrong_field_is_named(string json, params string[] expected) =>
        Assert.Equal(expected, Parsing.Faults(json));

    [Fact]
    public void Without_an_id_and_without_a_fallback_the_order_id_is_missing() =>
        Assert.Equal(["order_id required"], Parsing.Errors(Parsing.Utf8("""{"customer_id":"c","item":"a","qty":1}"""), null).Select(Parsing.Fault));

    [Theory]
    [InlineData("-1", "out_of_range")]
    [InlineData("0", "out_of_range")]
    [InlineData("-0", "out_of_range")]
    [InlineData("1000001", "out_of_range")]
    [InlineData("99999999999999999999999999999999999999", "out_of_range")]
    [InlineData("1.5", "not_integer")]
    [InlineData("1.0", "not_integer")]
    [InlineData("1e2", "not_integer")]
    [InlineData("1e400", "not_integer")]
    [InlineData("-1e-400", "not_integer")]
    [InlineData("\"2\"", "wrong_type")]
    [InlineData("true", "wrong_type")]
    [InlineData("[2]", "wrong_type")]
    [InlineData("{}", "wrong_type")]
    [InlineData("null", "required")]
    public void A_quantity_is_a_plain_integer_from_one_to_a_million(string quantity, string code) =>
        Assert.Equal([$"items[0].quantity {code}"], Parsing.Faults($$"""{"customer_id":"c","items":[{"sku":"a","quantity":{{quantity}}}]}"""));

    [Theory]
    [InlineData("USD", "-0.01", "out_of_range")]
    [InlineData("USD", "-1e-400", "too_many_decimals")]
    [InlineData("USD", "1e-400", "too_many_decimals")]
    [InlineData("USD", "1e400", "out_of_range")]
    [InlineData("USD", "1000000000.01", "out_of_range")]
    [InlineData("USD", "123456789012345678901234567890123456789", "out_of_range")]
    [InlineData("USD", "0.005", "too_many_decimals")]
    [InlineData("USD", "1.00000000000000000000000000000000000000001", "too_many_decimals")]
    [InlineData("JPY", "0.1", "too_many_decimals")]
    [InlineData("KWD", "0.0001", "too_many_decimals")]
    [InlineData("USD", "\"9.99\"", "wrong_type")]
    [InlineData("USD", "false", "wrong_type")]
    public void A_price_is_a_number_that_fits_its_currency(string currency, string price, string code) => Assert.Equal(
        [$"items[0].price {code}"], Parsing.Faults($$"""{"customer_id":"c","currency":"{{currency}}","items":[{"sku":"a","quantity":1,"price":{{price}}}]}"""));

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\"*\"")]
    [InlineData("\"a#b\"")]
    [InlineData("\"a b\"")]
    [InlineData("\" a\"")]
    [InlineData("\"a\\n\"")]
    [InlineData("\"a\\u0000\"")]
    [InlineData("\".a\"")]
    [InlineData("\"-a\"")]
    [InlineData("\"a/b\"")]
    [InlineData("\"ä\"")]
    [InlineData("\"\\uD83D\\uDE00\"")]
    [InlineData("\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"")]
    public void An_id_follows_the_one_rule(string id) => Assert.Equal(
        ["order_id invalid", "customer_id invalid", "items[0].sku invalid"],
        Parsing.Faults($$"""{"order_id":{{id}},"customer_id":{{id}},"items":[{"sku":{{id}},"quantity":1}]}"""));

    [Theory]
    [InlineData("\"EURO\"")]
    [InlineData("\"\"")]
    [InlineData("\"XXX\"")]
    [InlineData("\"ıSK\"")]
    [InlineData("\"BGN\"")]
    [InlineData("\"bgn\"")]
    public void A_currency_is_one_that_people_pay_with(string currency) =>
        Assert.Equal(["currency unknown_currency"], Parsing.Faults($$"""{"customer_id":"c","currency":{{currency}},"items":[{"sku":"a","quantity":1,"price":1.5}]}"""));

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("tok\u00e9n")]
    [InlineData("tok\\u0007")]
    public void A_payment_token_is_visible_ASCII(string token) =>
        Assert.Equal(["payment_token invalid"], Parsing.Faults($$"""{"customer_id":"c","payment_token":"{{token}}","amount":1}"""));

    [Theory]
    [InlineData("4111111111111111")]
    [InlineData("4111-1111-1111-1111")]
    [InlineData("6011.0009.9013.9424")]
    [InlineData("000000000000")]
    public void What_looks_like_the_number_of_a_card_is_no_payment_token(string token) =>
        Assert.Equal(["payment_token invalid"], Parsing.Faults($$"""{"customer_id":"c","payment_token":"{{token}}","amount":1}"""));

    [Theory]
    [InlineData("4111111111111112")]
    [InlineData("tok_4111111111111111")]
    [InlineData("00000000000")]
    [InlineData("00000000000000000000")]
    public void Other_digits_are_a_payment_token(string token) => Assert.Equal(
        token,
        Parsing.Order($$"""{"customer_id":"c","payment_token":"{{token}}","amount":1}""").PaymentToken);

    [Theory]
    [InlineData(128, 0)]
    [InlineData(129, 1)]
    public void A_payment_token_has_at_most_128_characters(int length, int faults)
    {
        var parse = OrderParser.Parse(Parsing.Utf8($$"""{"customer_id":"c","payment_token":"{{new string('t', length)}}","amount":1}"""), Parsing.Fallback);

        Assert.Equal(faults, parse.Errors.Length);
    }

    [Fact]
    public void Thousands_of_lines_are_one_error()
    {
        var lines = string.Join(',', Enumerable.Repeat("{}", 5000));

        Assert.Equal(["customer_id required", "items too_many"], Parsing.Faults($$"""{"items":[{{lines}}]}"""));
    }

    [Fact]
    public void Beyond_fifty_errors_the_rest_is_counted()
    {
        var errors = Parsing.Errors(Parsing.Utf8($$"""{"customer_id":"c","items":[{{string.Join(',', Enumerable.Repeat("{}", 100))}}]}"""), Parsing.Fallback);

        Assert.Equal(51, errors.Length);
        Assert.Equal(new FieldError("body", "more_errors", "has 150 more errors"), errors[^1]);
        Assert.Equal("items[24].quantity", errors[49].Field);
    }

    [Fact]
    public void Properties_that_are_there_twice_are_named_beside_the_other_faults() => Assert.Equal(
        ["items[0].sku duplicate", "extra.a duplicate", "order_id duplicate", "customer_id required", "items[0].quantity required"],
        Parsing.Faults("""{"order_id":"a","items":[{"sku":"a","s\u006bu":"a","sku":"b"}],"extra":{"a":1,"a":1},"order_id":"a"}"""));

    [Fact]
    public void The_words_never_repeat_what_was_sent()
    {
        var errors = Parsing.Errors(Parsing.Utf8("""{"customer_id":"4111 1111","currency":"4111","payment_token":"4111 1111","items":[{"sku":"4111 1","quantity":41111111}]}"""), Parsing.Fallback);

        Assert.Equal(5, errors.Length);
        Assert.DoesNotContain("4111", FieldErrors.Describe(errors), StringComparison.Ordinal);
    }

    [Fact]
    public void A_dead_letter_tells_all_of_it_in_one_line()
    {
        var errors = Parsing.Errors(Parsing.Utf8("""{"item":"burger"}"""), Parsing.Fallback);

        Assert.Equal("invalid_fields", FieldErrors.Reason(errors));
        Assert.Equal(
            "customer_id is required (also understood: user_id, student_id, customer_email); quantity is required (also understood: qty)",
            FieldErrors.Describe(errors));
    }

    [Fact]
    public void A_long_list_is_cut_off_in_a_dead_letter()
    {
        var errors = Parsing.Errors(Parsing.Utf8($$"""{"customer_id":"c","items":[{{string.Join(',', Enumerable.Repeat("{}", 100))}}]}"""), Parsing.Fallback);

        Assert.Equal(2001, FieldErrors.Describe(errors).Length);
    }
}
