using System.Buffers.Text;
using System.Text;

namespace OrleansOrders.Storage.Tests;

public sealed class PageCursorTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("not a cursor!")]
    [InlineData("====")]
    [InlineData("b25l")]
    public void What_is_no_cursor_is_refused(string? text)
    {
        foreach (var list in Enum.GetValues<PageList>()) Assert.False(PageCursor.TryParse(text, list, out _));
    }

    [Fact]
    public void A_cursor_of_one_list_is_none_of_another()
    {
        var cursors = new Dictionary<PageList, PageCursor>
        {
            [PageList.Orders] = PageCursor.Order("2026-03-01T12:00:00.000000Z", "order:o1"),
            [PageList.Inventory] = PageCursor.Item("burger"),
            [PageList.Notifications] = PageCursor.Notification(17),
        };
        foreach (var (list, cursor) in cursors)
        {
            foreach (var other in cursors.Keys) Assert.Equal(list == other, PageCursor.TryParse(cursor.ToString(), other, out var read) && read == cursor);
        }
    }

    [Theory]
    [InlineData("n\n\n-1")]
    [InlineData("n\n\n99999999999999999999999")]
    [InlineData("n\n\nx")]
    [InlineData("o\na\nb\nc")]
    [InlineData("o\na\n")]
    [InlineData("o\n\0\nkey")]
    public void A_made_up_cursor_that_could_not_be_asked_for_is_refused(string content)
    {
        var text = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(content));
        foreach (var list in Enum.GetValues<PageList>()) Assert.False(PageCursor.TryParse(text, list, out _));
    }
}
