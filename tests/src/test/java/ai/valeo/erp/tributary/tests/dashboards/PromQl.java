package ai.valeo.erp.tributary.tests.dashboards;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out which metrics and labels a query names; it does not parse more of it. */
final class PromQl {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\"[^\"]*\"" // text
              + "|\\[[^\\]]*\\]" // a span
              + "|[a-zA-Z_:][a-zA-Z0-9_:]*" // a name
              + "|[0-9][0-9a-zA-Z.]*" // a number or a duration
              + "|\\S");
  private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
  private static final Set<String> TAKES_LABELS =
      Set.of("by", "without", "on", "ignoring", "group_left", "group_right");
  private static final Set<String> WORDS = Set.of("and", "or", "unless", "offset", "bool");

  /**
   * A metric as it is named in a query.
   *
   * @param name its name
   * @param labels the labels it is chosen by
   */
  record Selector(String name, Set<String> labels) {}

  private final List<Selector> selectors = new ArrayList<>();
  private final Set<String> grouped = new HashSet<>();

  private PromQl() {}

  static PromQl of(String query) {
    PromQl found = new PromQl();
    List<String> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(query.replace(DashboardSource.CHOSEN_MATCHERS, ""));
    while (matcher.find()) {
      tokens.add(matcher.group());
    }
    for (int i = 0; i < tokens.size(); i++) {
      i = found.read(tokens, i);
    }
    return found;
  }

  /** The metrics it names. */
  List<Selector> selectors() {
    return selectors;
  }

  /** The labels by which it groups or joins. */
  Set<String> grouped() {
    return grouped;
  }

  /** Reads what begins at a token and tells the last one it took. */
  private int read(List<String> tokens, int at) {
    String token = tokens.get(at);
    boolean isName = NAME.matcher(token).matches();
    String next = at + 1 < tokens.size() ? tokens.get(at + 1) : "";
    if (!isName || WORDS.contains(token)) {
      return at;
    }
    if (TAKES_LABELS.contains(token)) {
      return next.equals("(") ? labels(tokens, at + 2, ")", grouped) : at;
    }
    if (next.equals("(") || TAKES_LABELS.contains(next)) {
      return at; // a function
    }
    Set<String> labels = new HashSet<>();
    int last = next.equals("{") ? labels(tokens, at + 2, "}", labels) : at;
    selectors.add(new Selector(token, labels));
    return last;
  }

  private static int labels(List<String> tokens, int from, String end, Set<String> into) {
    int at = from;
    while (!tokens.get(at).equals(end)) {
      if (NAME.matcher(tokens.get(at)).matches()) {
        into.add(tokens.get(at));
      }
      at++;
    }
    return at;
  }
}
