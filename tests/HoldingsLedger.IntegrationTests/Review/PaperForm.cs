using System.Text;

namespace HoldingsLedger.IntegrationTests.Review;

/// <summary>The OCR text of a made-up Form 4 of June 2003: an option on 43,000 shares, whose balance the engine tore ("43,00 0").</summary>
internal static class PaperForm
{
    public const string Day = "2003-06-16";

    public static byte[] Of(string owner, string issuer, string amended = "") => Encoding.UTF8.GetBytes($$"""
        FORM 4
        UNITED STATES SECURITIES AND EXCHANGE COMMISSION
        STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP
        Check this box if no longer subject to Section 16. Form 4 or Form 5 obligations may continue.
        Name and Address of Reporting Person*			2. Issuer Name and Ticker or Trading Symbol {{issuer}} [MADE]			5. Relationship of Reporting Person(s) to Issuer (Check all applicable)
        {{owner}}						Director		10% Owner
        (Last) (First) (Middle)			3. Date of Earliest Transaction (Month/Day/Year)			Officer (give title below)	Other (specify below)
        (Street)				06/16/2003		VP of Invented Sales
        (City) (State) (Zip)			4. If Amendment, Date of Original Filed (Month/Day/Year) {{amended}}			6. Individual or Joint/Group Filing (Check Applicable Line)

        	Table II - Derivative Securities Acquired, Disposed of, or Beneficially Owned (e.g., puts, calls)
        1. Title of Derivative Security (Instr. 3)	2. Conversion or Exercise Price			Transaction Code (Instr.		Securities Acquired
        				Code	V	(A)	(D)	Exercisable		Date	Title	of Shares
        Employee Stock Option (right to	4.47	06/16/2003		A		43,000		06/16/2004		06/16/2013	Common Stock	43,000	$0.00	43,00	0	D
        buy)

        Explanation of Responses:

        /s/ Made Up Agent

        06/18/2003

        ** Signature of Reporting Person
        Reminder: Report on a separate line for each class of securities.

        """);
}
