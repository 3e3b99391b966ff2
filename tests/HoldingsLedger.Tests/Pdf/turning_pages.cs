using HoldingsLedger.Forms.Pdf;
using Xunit;

namespace HoldingsLedger.Tests.Pdf;

/// <summary>The box of a row on a page that lies turned or skewed, and back: a picture of the row shows no more than the row.</summary>
public sealed class turning_pages
{
    [Theory]
    [InlineData(0)]
    [InlineData(2.5)]
    [InlineData(-3.4)]
    [InlineData(90)]
    [InlineData(-91.3)]
    [InlineData(178.2)]
    public void a_row_comes_back_from_the_page_as_it_was(double degrees)
    {
        var turn = new Turn(degrees, 306, 396);
        var row = new Box(30, 410, 584, 436);
        var again = turn.Within(turn.Back(row));
        Assert.Equal(row.Left, again.Left, 0.01);
        Assert.Equal(row.Bottom, again.Bottom, 0.01);
        Assert.Equal(row.Right, again.Right, 0.01);
        Assert.Equal(row.Top, again.Top, 0.01);
    }
}
