import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Judges as CloudFormation's Java does. A line in: pattern and value, each UTF-8 in base64, a space between.
 * A line out: `match`, `mismatch`, `invalid` (no pattern to Java) or `overrun` (more steps than fit a judge).
 */
public class Judge {
  static final class Overrun extends RuntimeException {}

  /** Java's matcher cannot be stopped, but it reads its text through this. */
  static final class Counted implements CharSequence {
    private static final int MOST = 20_000_000;
    private final String text;
    private int reads = 0;

    Counted(String text) {
      this.text = text;
    }

    public char charAt(int index) {
      if (++reads > MOST) throw new Overrun();
      return text.charAt(index);
    }

    public int length() {
      return text.length();
    }

    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }
  }

  static String decode(String text) {
    return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
  }

  static String judge(String pattern, String value) {
    try {
      return Pattern.compile(pattern).matcher(new Counted(value)).matches() ? "match" : "mismatch";
    } catch (Overrun | StackOverflowError overrun) {
      return "overrun";
    } catch (RuntimeException invalid) {
      // Not only PatternSyntaxException: some broken classes come apart inside Java.
      return "invalid";
    }
  }

  public static void main(String[] args) throws Exception {
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    StringBuilder verdicts = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      int space = line.indexOf(' ');
      verdicts.append(judge(decode(line.substring(0, space)), decode(line.substring(space + 1)))).append('\n');
    }
    System.out.print(verdicts);
  }
}
