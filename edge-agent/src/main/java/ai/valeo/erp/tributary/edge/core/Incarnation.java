package ai.valeo.erp.tributary.edge.core;

import ai.valeo.erp.tributary.schemas.entity.EdgeNodeId;

/**
 * One life of a node's store under the node's name: the first is called like the node, later ones
 * {@code node#2}, {@code node#3} and so on.
 *
 * @param node the node
 * @param number 1 or more
 */
public record Incarnation(EdgeNodeId node, int number) {

  private static final char MARK = '#';

  public Incarnation {
    if (number < 1) {
      throw new IllegalArgumentException("number: " + number + " (expected: 1 or more)");
    }
  }

  /** The name under which it publishes. */
  public EdgeNodeId id() {
    return number == 1 ? node : new EdgeNodeId(node.value() + MARK + number);
  }

  /** Which incarnation of a node bears a name; 0 = the name is another node's. */
  public static int numberOf(EdgeNodeId node, String id) {
    String name = node.value();
    if (id.equals(name)) {
      return 1;
    }
    int digits = name.length() + 1;
    if (id.length() <= digits || id.charAt(digits - 1) != MARK || !id.startsWith(name)) {
      return 0;
    }
    int number = 0;
    for (int i = digits; i < id.length(); i++) {
      int digit = id.charAt(i) - '0';
      if (digit < 0 || digit > 9 || number > PublishNumber.MAX_INCARNATION / 10) {
        return 0;
      }
      number = number * 10 + digit;
    }
    return number < 2 ? 0 : number;
  }
}
