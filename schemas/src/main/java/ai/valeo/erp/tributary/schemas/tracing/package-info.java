/** What the stages of a mutation's way record of themselves, without saying by which library. */
@NullMarked
package ai.valeo.erp.tributary.schemas.tracing;

import org.jspecify.annotations.NullMarked;
