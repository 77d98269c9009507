"""Why a triple holds, with its evidence, and what differs between two stores."""
