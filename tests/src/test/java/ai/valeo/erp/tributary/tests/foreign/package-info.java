/** Clients that are not ours read the topics. */
@NullMarked
package ai.valeo.erp.tributary.tests.foreign;

import org.jspecify.annotations.NullMarked;
