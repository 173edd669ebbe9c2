// The worker whose engine knows whole accounts besides.

import init, { Engine } from "#glue-account";
import { serve } from "./serve";

serve(init, Engine, "account");
