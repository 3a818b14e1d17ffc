/** Records of the merge core to and from the Avro records of the topics. */
@NullMarked
package ai.valeo.erp.tributary.topology.convert;

import org.jspecify.annotations.NullMarked;
