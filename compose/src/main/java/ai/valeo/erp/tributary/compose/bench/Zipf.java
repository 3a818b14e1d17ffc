package ai.valeo.erp.tributary.compose.bench;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Draws ranks 0, 1, 2 ... with the frequency of 1 / (rank + 1)^exponent. Immutable. */
final class Zipf {
  private final double[] cumulated;

  Zipf(int size, double exponent) {
    cumulated = new double[size];
    double sum = 0;
    for (int rank = 0; rank < size; rank++) {
      sum += 1 / Math.pow(rank + 1.0, exponent);
      cumulated[rank] = sum;
    }
  }

  int draw(RandomGenerator chance) {
    double point = chance.nextDouble() * cumulated[cumulated.length - 1];
    int place = Arrays.binarySearch(cumulated, point);
    return Math.min(cumulated.length - 1, place < 0 ? -place - 1 : place + 1);
  }
}
