package ai.valeo.erp.tributary.topology.stream;

/**
 * Told when records cannot be decoded because no schema registry answers. They stay in the inbox;
 * whoever runs the stream pauses it and opens the way again when the registry is back.
 */
public interface RegistryGate {

  /** A gate for those who look at the processors themselves, e.g. tests. */
  RegistryGate IGNORED = (schemaId, message) -> {};

  /**
   * Records wait for a registry. Called by stream threads, perhaps many times.
   *
   * @param schemaId the schema that is asked for
   * @param message what the attempt came to
   */
  void closed(int schemaId, String message);
}
