// The worker of what is loaded first.

import init, { Engine } from "#glue";
import { serve } from "./serve";

serve(init, Engine, "engine");
